# The course in a container, on an image of the Jupyter Docker Stacks:
#
#     docker build --tag unrolled .
#     docker run --rm --publish 8888:8888 unrolled
#
# Then open the last address that it prints. Your work is gone with the container, unless
# you keep its folder: --volume unrolled:/home/jovyan/unrolled
ARG REGISTRY=quay.io
ARG OWNER=jupyter
ARG BASE_IMAGE=$REGISTRY/$OWNER/minimal-notebook:python-3.12
FROM $BASE_IMAGE

# made here, since a folder that WORKDIR makes belongs to root
RUN mkdir "/home/${NB_USER}/unrolled"
WORKDIR "/home/${NB_USER}/unrolled"

# the packages first: they change less often than the course
COPY --chown=${NB_UID}:${NB_GID} binder/requirements.txt binder/
RUN pip install --no-cache-dir --requirement binder/requirements.txt && \
    fix-permissions "${CONDA_DIR}" && \
    fix-permissions "/home/${NB_USER}"

COPY --chown=${NB_UID}:${NB_GID} . .
RUN bash binder/postBuild && \
    fix-permissions "${CONDA_DIR}" && \
    fix-permissions "/home/${NB_USER}"

CMD ["start-notebook.py", "--LabApp.default_url=/lab/tree/notebooks/01-single-output.ipynb"]
