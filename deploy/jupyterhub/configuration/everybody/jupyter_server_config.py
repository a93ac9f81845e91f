"""Every server: kernels that no other user can listen to, and none kept for nobody."""

c = get_config()  # noqa: F821 (Jupyter provides it)

# sockets in a folder of the user's own: a port is open to everybody on the machine
c.KernelManager.transport = "ipc"
# seconds; a kernel with TensorFlow holds memory as long as it lives
c.MappingKernelManager.cull_idle_timeout = 3600
c.MappingKernelManager.cull_interval = 300
c.ServerApp.shutdown_no_activity_timeout = 3600
